import { Component, type ReactNode, Suspense } from 'react';

import { PartFailure } from './PartFailure.tsx';

export interface PartBoundaryProps {
  children: ReactNode;
  /** While a part is on its way. */
  fallback?: ReactNode;
  /** Puts the failure where the part would be: into a sheet, a panel, a dialog. */
  frame?: (failure: ReactNode) => ReactNode;
  /** Another value is another thing on the screen, which is tried afresh. */
  of?: string;
}

/** Whatever fails to load or to draw inside fails here, and nowhere else. */
export class PartBoundary extends Component<PartBoundaryProps, { error: Error | undefined }> {
  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override state: { error: Error | undefined } = { error: undefined };

  override componentDidUpdate(before: PartBoundaryProps): void {
    if (before.of !== this.props.of && this.state.error) this.again();
  }

  private readonly again = (): void => this.setState({ error: undefined });

  override render(): ReactNode {
    const { children, fallback, frame = (failure) => failure } = this.props;
    const { error } = this.state;
    if (error) return frame(<PartFailure error={error} onAgain={this.again} />);
    return <Suspense fallback={fallback}>{children}</Suspense>;
  }
}
