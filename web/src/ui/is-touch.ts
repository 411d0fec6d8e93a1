/** Written with a finger: Enter makes a new line, as its keyboard says, and the field waits to be touched. */
export const isTouch = () => matchMedia('(pointer: coarse)').matches;
