import { type ComponentProps, type ReactNode, useId, useState } from 'react';
import { ChevronDown, CircleAlert, Eye, EyeOff, type LucideIcon } from 'lucide-react';

import { t } from '../words/words.ts';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';

export interface FieldProps {
  label: string;
  /** One sentence below; an error takes its place. */
  help?: ReactNode;
  error?: ReactNode;
  /** Between the input and the help: a meter of strength. */
  below?: ReactNode;
}

export interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

/** Label, control and the sentence below, tied together for assistive technology. */
export function Field({
  label,
  help,
  error,
  below,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const note = error ?? help;
  const noteId = note ? `${id}-note` : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': noteId, 'aria-invalid': error ? true : undefined })}
      {below}
      {note && (
        <p className={classNames('help', Boolean(error) && 'bad')} id={noteId} role={error ? 'alert' : undefined}>
          {error && <Icon of={CircleAlert} />}
          {note}
        </p>
      )}
    </div>
  );
}

export interface TextFieldProps extends FieldProps, Omit<ComponentProps<'input'>, 'className' | 'children'> {
  icon?: LucideIcon;
  /** At the end of the box: a button or a unit. */
  after?: ReactNode;
}

export function TextField({ label, help, error, below, icon, after, ...input }: TextFieldProps) {
  return (
    <Field label={label} help={help} error={error} below={below}>
      {(control) => (
        <div className={classNames('in', Boolean(error) && 'bad')}>
          {icon && <Icon of={icon} />}
          <input {...input} {...control} />
          {after}
        </div>
      )}
    </Field>
  );
}

export function PasswordField(props: Omit<TextFieldProps, 'type' | 'after'>) {
  const [shown, setShown] = useState(false);
  const eye = (
    <IconButton
      icon={shown ? EyeOff : Eye}
      label={shown ? t('Hide password') : t('Show password')}
      small
      onClick={() => setShown(!shown)}
    />
  );
  return (
    <TextField spellCheck={false} autoCapitalize="off" {...props} type={shown ? 'text' : 'password'} after={eye} />
  );
}

export type TextAreaProps = FieldProps & Omit<ComponentProps<'textarea'>, 'className' | 'children'>;

export function TextArea({ label, help, error, below, ...area }: TextAreaProps) {
  return (
    <Field label={label} help={help} error={error} below={below}>
      {(control) => (
        <div className={classNames('in area', Boolean(error) && 'bad')}>
          <textarea rows={3} {...area} {...control} />
        </div>
      )}
    </Field>
  );
}

export interface SelectFieldProps extends FieldProps, Omit<ComponentProps<'select'>, 'className' | 'children'> {
  icon?: LucideIcon;
  options: readonly { value: string; label: string }[];
}

/** The browser's own list, which every keyboard and phone already knows. */
export function SelectField({ label, help, error, below, icon, options, ...select }: SelectFieldProps) {
  return (
    <Field label={label} help={help} error={error} below={below}>
      {(control) => (
        <div className={classNames('in', Boolean(error) && 'bad')}>
          {icon && <Icon of={icon} />}
          <select {...select} {...control}>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <Icon of={ChevronDown} />
        </div>
      )}
    </Field>
  );
}
