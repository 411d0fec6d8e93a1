import { Avatar } from '../../ui/Avatar.tsx';
import { t } from '../../words/words.ts';

const [first, second] = ['Mara Lindqvist', 'Tomás Reyes'] as const;

/** Two messages as they look now; not read aloud, since the choice says it already. */
export function MessagePreview() {
  return (
    <div className="setting-preview" aria-hidden="true">
      <Line name={first} text={t('The window is tonight, 22:00. Who takes the customer note?')} />
      <Line name={second} text={t('I do. Draft by 21:00.')} />
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
