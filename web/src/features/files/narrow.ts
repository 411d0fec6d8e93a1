import { createContext } from 'react';

/** Whether messages stand in a narrow place, such as a panel: fewer pictures stand in a row there. */
export const NarrowPlace = createContext(false);
