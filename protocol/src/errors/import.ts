/** Error ids of the area "import" with their English text; `{name}` is filled in from the error's parameters. */
export const importErrors = {
  'app.import.bulk_import.unsupported_version.error': 'Import version is not 1.',
  'app.import.bulk_import.json_decode.error': 'Line is not JSON.',
  'app.import.import_line.unknown_line_type.error': 'Unknown line type.',
} as const;
