/** In the file store, as upstream has them. */
export const imagePath = (emojiId: string): string => `emoji/${emojiId}/image`;
/** Of one that was deleted. */
export const deletedPath = (emojiId: string): string => `emoji/${emojiId}/image_deleted`;
/** Of one that every server has; `code` as in the address. */
export const systemPath = (code: string): string => `innermost-emoji/${code}.png`;
