import { totalmem } from 'node:os';

const mebibyte = 1024 * 1024;

/**
 * Given on the command line, so that a new release's settings reach old clusters; what is not here an operator may
 * still set in `postgresql.conf`.
 */
export function postgresSettings(options: { socketFolder: string; disposable: boolean }): Record<string, string> {
  const memory = totalmem() / mebibyte;
  const sharedBuffers = options.disposable ? 64 : Math.round(Math.min(1024, Math.max(64, memory / 16)));
  return {
    listen_addresses: '',
    unix_socket_directories: `"${options.socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: `${sharedBuffers}MB`,
    effective_cache_size: `${Math.round(memory / 2)}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    // Solid state or cached: a random page costs about what the next one does.
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '',
    log_checkpoints: 'off',
    // A statement's error reaches the server with the answer; here only what concerns PostgreSQL as a whole.
    log_min_messages: 'log',
    ...durability(options.disposable),
  };
}

function durability(disposable: boolean): Record<string, string> {
  const value = disposable ? 'off' : 'on';
  return { fsync: value, synchronous_commit: value, full_page_writes: value };
}
