/** Error ids of the area "jobs" with their HTTP status and English text; `{name}` is filled in from the error's parameters. */
export const jobsErrors = {
  'app.job.get.app_error': [404, 'There is no such job.'],
  'api.job.retrieve.nopermissions': [400, 'There are no jobs of this type.'],
  'api.job.status.invalid': [400, 'A job cannot go from the status it has to this one.'],
  'api.job.unable_to_create_job.incorrect_job_type': [400, 'This server does not run jobs of this type.'],
  'api.job.unable_to_manage_job.incorrect_job_type': [400, 'There are no jobs of this type.'],
  'api.job.unable_to_download_job.incorrect_job_type': [400, 'Jobs of this type leave nothing to download.'],
  'api.job.unable_to_download_job': [400, 'This job left nothing to download.'],
  'app.job.download_export_results_not_enabled': [
    501,
    'Downloading the results of exports is switched off (MessageExportSettings.DownloadExportResults).',
  ],
  'jobs.request_cancellation.status.error': [500, 'This job has ended, so it cannot be canceled.'],
  'api.innermost.queued_job.missing': [404, 'There is no job of this number. What is done is not kept.'],
  'api.innermost.queued_job.running': [400, 'This job is running. Cancel it, or wait until it has ended.'],
} as const;
