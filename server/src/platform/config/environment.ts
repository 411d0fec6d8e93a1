// The one place that reads the environment; everything else is handed what it needs.

export interface Environment {
  /** Folder of the embedded database, files and logs: `INNERMOST_DATA_DIR`. */
  readonly dataDir: string;
  /** Folders besides it that the API may name in settings: `INNERMOST_ALLOWED_DIRS`. */
  readonly allowedDirs: readonly string[];
  /** `config.json` named by `MM_CONFIG`; undefined keeps the configuration in the database. */
  readonly configFile: string | undefined;
  /** PostgreSQL address from `MM_SQLSETTINGS_DATASOURCE`; undefined leaves it to the config file or the embedded one. */
  readonly dataSource: string | undefined;
  /** `INNERMOST_OPEN_SETUP`: anybody may make the first account, without the setup token. */
  readonly openSetup: boolean;
  /** For `resolveConfig`. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** Where programs of the system are found. */
export function commandPath(): string {
  return process.env['PATH'] ?? '/usr/bin:/bin';
}

export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const named = variables['MM_CONFIG'] || undefined;
  // Wire: upstream's MM_CONFIG may be a database address instead of a file; then that database holds both.
  const isAddress = named !== undefined && /^postgres(ql)?:\/\//.test(named);
  return {
    dataDir: variables['INNERMOST_DATA_DIR'] || './data',
    allowedDirs: (variables['INNERMOST_ALLOWED_DIRS'] ?? '').split(/[:,]/).filter((folder) => folder.trim() !== ''),
    configFile: isAddress ? undefined : named,
    dataSource: variables['MM_SQLSETTINGS_DATASOURCE'] || (isAddress ? named : undefined),
    openSetup: variables['INNERMOST_OPEN_SETUP'] === 'true',
    variables,
  };
}
