/** Error ids of emoji and pictures with their HTTP status and English text. */
export const picturesErrors = {
  'api.emoji.create.duplicate.app_error': [400, 'There is an emoji of this name already. Choose another name.'],
  'api.emoji.create.other_user.app_error': [403, 'Emoji are added in one’s own name only.'],
  'api.emoji.create.parse.app_error': [400, 'The form has no picture named "image".'],
  'api.emoji.create.too_large.app_error': [
    413,
    'The picture has more than {limit} bytes, the most that an emoji may have.',
  ],
  'api.emoji.get_multiple_by_name_too_many.request_error': [400, 'At most {limit} names may be asked for at once.'],
  'api.emoji.upload.image.app_error': [400, 'The picture cannot be read. Use a PNG, JPEG, GIF or WebP.'],
  'api.emoji.upload.large_image.too_large.app_error': [
    400,
    'The picture is too large for an emoji: at most 1,028 pixels wide and high, and 1,000 frames.',
  ],
  'app.emoji.get.no_result': [404, 'There is no such emoji.'],
  'app.emoji.get_image.app_error': [404, 'The picture of this emoji is missing in the file store.'],
  'model.emoji.name.app_error': [400, 'The name must have 1 to 64 letters, digits, "_", "-" or "+".'],
  'model.emoji.system_emoji_name.app_error': [
    400,
    'Every server has an emoji of this name already. Choose another name.',
  ],
  'api.admin.upload_brand_image.no_file.app_error': [400, 'The form has no picture named "image".'],
  'brand.save_brand_image.decode.app_error': [400, 'The picture cannot be read. Use a PNG, JPEG, GIF or WebP.'],
  'brand.save_brand_image.check_image_limits.app_error': [400, 'The picture has more pixels than are decoded here.'],
  'api.innermost.brand.none.app_error': [404, 'There is no brand image.'],
  'api.innermost.pictures.no_library.app_error': [
    501,
    'This server cannot read pictures: its library for them, sharp, is not installed for this kind of machine.',
  ],
  'api.team.get_team_icon.read_file.app_error': [404, 'The team has no picture.'],
  'api.team.set_team_icon.no_file.app_error': [400, 'The form has no picture named "image".'],
  'api.team.set_team_icon.decode.app_error': [400, 'The picture cannot be read. Use a PNG, JPEG, GIF or WebP.'],
  'api.team.set_team_icon.check_image_limits.app_error': [400, 'The picture has more pixels than are decoded here.'],
  'api.team.set_team_icon.too_large.app_error': [
    400,
    'The file is larger than {limit} bytes, the most that is taken here.',
  ],
  'api.user.upload_profile_user.too_large.app_error': [
    413,
    'The file is larger than {limit} bytes, the most that is taken here.',
  ],
  'api.user.upload_profile_user.no_file.app_error': [400, 'The form has no picture named "image".'],
  'api.user.upload_profile_user.decode.app_error': [400, 'The picture cannot be read. Use a PNG, JPEG, GIF or WebP.'],
  'api.user.upload_profile_user.check_image_limits.app_error': [
    400,
    'The picture has more pixels than are decoded here.',
  ],
} as const;
