/** Error ids of the area "files" with their HTTP status and English text; `{name}` is filled in from the error's parameters. */
export const filesErrors = {
  'api.emoji.disabled.app_error': [501, 'Custom emoji disabled.'],
  'api.file.attachments.disabled.app_error': [403, 'Files are switched off on this server.'],
  'api.file.file_reader.app_error': [500, 'The content of the file is missing in the file store.'],
  'api.file.get_file.public_invalid.app_error': [400, 'This public link is wrong or no longer valid.'],
  'api.file.get_file_preview.no_preview.app_error': [400, 'The file has no preview.'],
  'api.file.get_file_thumbnail.no_thumbnail.app_error': [400, 'The file has no thumbnail.'],
  'api.file.get_public_link.disabled.app_error': [403, 'Public links are switched off on this server.'],
  'api.file.get_public_link.no_post.app_error': [400, 'Only files of a message can have a public link.'],
  'api.file.upload_file.incorrect_channelId.app_error': [400, 'The upload does not say to which channel it belongs.'],
  'api.file.upload_file.incorrect_number_of_client_ids.app_error': [
    400,
    'There are not as many client_ids as there are files.',
  ],
  'api.file.upload_file.large_image_detailed.app_error': [
    400,
    'The picture has more pixels than are taken here. Make it smaller, or send it in an archive.',
  ],
  'api.file.upload_file.multiple_channel_ids.app_error': [400, 'The upload names more than one channel.'],
  'api.file.upload_file.read_request.app_error': [400, 'The upload holds no file that could be read.'],
  'api.file.upload_file.too_large_detailed.app_error': [
    413,
    'The file is larger than {limit} bytes, the most that is taken here.',
  ],
  'api.innermost.files.full.app_error': [
    507,
    'The file could not be kept: the file store is full. An administrator can free some space, or choose another place with {setting}.',
  ],
  'api.innermost.files.move_in_use.app_error': [
    400,
    'The server keeps its files in the store that would be emptied: set FileSettings.DriverName to the other one and restart it first.',
  ],
  'api.innermost.files.move_nowhere.app_error': [400, 'The files cannot be moved: {fault}'],
  'api.innermost.files.unavailable.app_error': [
    503,
    'The file store cannot be used at the moment. An administrator finds the reason in the log, and its place in {setting}.',
  ],
  'api.upload.create.upload_too_large.app_error': [
    413,
    'The file is larger than {limit} bytes, the most that is taken here.',
  ],
  'api.upload.get_upload.forbidden.app_error': [403, 'This upload was begun by somebody else.'],
  'app.emoji.get_by_name.no_result': [404, 'Emoji name unknown.'],
  'app.file_info.get.app_error': [404, 'There is no such file.'],
  'app.upload.create.cannot_upload_to_deleted_channel.app_error': [400, 'The channel is archived.'],
  'app.upload.get.app_error': [404, 'There is no such upload.'],
  'app.upload.upload_data.concurrent.app_error': [400, 'Another part of this upload is being sent.'],
} as const;
