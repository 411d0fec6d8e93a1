import { Avatar } from '../../ui/Avatar.tsx';

/** Two messages as they look now; not read aloud, since the choice says it already. */
export function MessagePreview() {
  return (
    <div className="setting-preview" aria-hidden="true">
      <Line name="Mara Lindqvist" text="The window is tonight, 22:00. Who takes the customer note?" />
      <Line name="Tomás Reyes" text="I do. Draft by 21:00." />
    </div>
  );
}

function Line({ name, text }: { name: string; text: string }) {
  return (
    <div className="msg first">
      <div className="gut">
        <Avatar id={name} name={name} />
      </div>
      <div className="col">
        <div className="who">
          <b>{name}</b>
        </div>
        <div className="body">
          <p>{text}</p>
        </div>
      </div>
    </div>
  );
}
