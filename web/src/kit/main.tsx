// Every part on one page, while developing only: `npm run dev`, then /kit (or /kit?theme=dark).
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { Sign } from '../ui/Sign.tsx';
import { Toasts } from '../ui/Toasts.tsx';
import { Tooltips } from '../ui/Tooltips.tsx';
import { Controls } from './Controls.tsx';
import { Foundations } from './Foundations.tsx';
import { Messages } from './Messages.tsx';

function Kit() {
  return (
    <>
      <main className="kit">
        <div className="row gap" style={{ marginBottom: 24, color: 'var(--accent-text)' }}>
          <Sign size={36} />
          <h1 style={{ font: 'var(--text-28)', fontWeight: 680, color: 'var(--text-1)' }}>Innermost kit</h1>
        </div>
        <Foundations />
        <Controls />
        <Messages />
      </main>
      <Toasts />
      <Tooltips />
    </>
  );
}

const params = new URLSearchParams(location.search);
const { dataset } = document.documentElement;
if (params.has('theme')) dataset['theme'] = params.get('theme') ?? 'light';
if (params.has('density')) dataset['density'] = params.get('density') ?? 'roomy';
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Kit />
    </StrictMode>,
  );
}
