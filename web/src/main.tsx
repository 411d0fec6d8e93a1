import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { live } from './live/live.ts';
import { Routes } from './routes.tsx';
import { followLook } from './styles/theme.ts';
import { Said } from './ui/Said.tsx';
import { Toasts } from './ui/Toasts.tsx';
import { TooltipProvider } from './ui/Tooltip.tsx';

followLook();
void live.start();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <TooltipProvider>
        <Routes />
        <Toasts />
        <Said />
      </TooltipProvider>
    </StrictMode>,
  );
}
