import { useEffect, useState, useSyncExternalStore } from 'react';

import { dismissToast, onToasts, type Toast, toastsNow } from './toasts.ts';

const staysMs = 6000;

/** Once at the root. */
export function Toasts() {
  const toasts = useSyncExternalStore(onToasts, toastsNow, toastsNow);
  return (
    <div className="toasts" aria-live="polite">
      {toasts.map((toast) => (
        <ToastRow key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function ToastRow({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  const { id, text, act } = toast;
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismissToast(id), staysMs);
    return () => clearTimeout(timer);
  }, [id, held]);
  const press = () => {
    act?.run();
    dismissToast(id);
  };
  return (
    <div
      className="toast"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {text}
      {act && (
        <button type="button" onClick={press}>
          {act.label}
        </button>
      )}
    </div>
  );
}
