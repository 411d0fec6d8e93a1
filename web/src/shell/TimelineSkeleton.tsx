import { Skeleton } from '../ui/Skeleton.tsx';

const shapes: (string | number)[][] = [
  [116, '66%', '37%'],
  [93, '52%'],
  [135, '73%', '69%', '31%'],
  [85, '60%'],
  [106, '42%'],
  [127, '62%'],
];

/** The place of messages that are loading. */
export function TimelineSkeleton() {
  return (
    <div className="skeletons" aria-busy="true">
      {shapes.map((widths) => (
        <div key={widths.join()} className="msg first">
          <div className="gut">
            <span className="sk-avatar">
              <Skeleton round width={36} height={36} />
            </span>
          </div>
          <div className="col">
            {widths.map((width) => (
              <Skeleton key={width} width={width} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
