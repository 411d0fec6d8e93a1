/** A part of pg that other packages use as well, without types of its own. */
declare module 'pg/lib/utils.js' {
  const utils: {
    /** What is sent for a value: text, bytes, or null. Throws for an object that contains itself. */
    prepareValue(value: unknown): string | Buffer | null;
  };
  export default utils;
}
