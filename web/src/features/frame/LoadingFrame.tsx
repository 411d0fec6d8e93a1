import { TimelineSkeleton } from '../../shell/TimelineSkeleton.tsx';
import { useWidth } from '../../shell/use-width.ts';
import { Sign } from '../../ui/Sign.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import './frame.css';

const rows = [88, 64, 0, 96, 150, 60, 0, 130, 112, 108, 70, 104, 0, 120, 96, 60];

/** The real frame, before anything is there to fill it. */
export function LoadingFrame() {
  const width = useWidth();
  if (width === 'phone') {
    return (
      <div className="phone" aria-busy="true">
        <Rows />
      </div>
    );
  }
  return (
    <div className={`app ${width}`} aria-busy="true">
      <div className="rail">
        <Sign />
      </div>
      {width !== 'drawer' && <Rows />}
      <main className="sheet">
        <header className="head" />
        <TimelineSkeleton />
      </main>
    </div>
  );
}

function Rows() {
  return (
    <div className="sidebar">
      <div className="side-head" />
      <div className="side-list">
        {rows.map((width, index) =>
          width === 0 ? (
            // oxlint-disable-next-line react/no-array-index-key -- a fixed picture
            <div key={index} className="cat">
              <Skeleton width={72} height={8} />
            </div>
          ) : (
            // oxlint-disable-next-line react/no-array-index-key -- a fixed picture
            <div key={index} className="item">
              <Skeleton width={16} height={16} />
              <Skeleton width={width} />
            </div>
          ),
        )}
      </div>
    </div>
  );
}
