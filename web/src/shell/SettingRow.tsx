import { useState } from 'react';

import { Segments } from '../ui/Switch.tsx';
import { labelled, t } from '../words/words.ts';
import { type ChoiceSetting, helpOf } from './setting.ts';

/** A setting that takes effect at once, and what it changes. */
export function SettingRow<Value extends string>({ setting }: { setting: ChoiceSetting<Value> }) {
  const { name, label, control, stored, preview: Preview } = setting;
  const [value, setValue] = useState(() => stored.read());
  const help = helpOf(setting, value);
  const change = (next: Value) => {
    setValue(next);
    stored.write(next);
  };
  return (
    <div className="srow setting">
      <div className="lb">
        {t(label)}
        {help !== undefined && <small>{help}</small>}
      </div>
      <Segments label={t(label)} name={name} value={value} options={labelled(control.options)} onChange={change} />
      {Preview && <Preview value={value} />}
    </div>
  );
}
