/** The text in lower case, for a LIKE pattern in which it stands for itself. */
export const likeText = (text: string): string => text.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`);
