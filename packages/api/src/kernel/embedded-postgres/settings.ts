/** How the embedded server is to behave beyond what it must. */
export interface ServerOptions {
  /** false: faster, but a power cut or a crash of the machine may lose the database. For tests. Default true. */
  durable?: boolean;
  /** PostgreSQL settings by name; they win over Steward's. */
  settings?: Record<string, string>;
}

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  // The path of a socket may have 107 bytes at most; a data folder's may be longer.
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '256MB',
  jit: 'off',
  // Ends the long statements, and so the locks, of a Steward that was killed.
  client_connection_check_interval: '2s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // [S83] Errors of statements quote what people typed. They go to the client, which knows what may be logged.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
};

const NOT_DURABLE: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
};

/** The arguments of `postgres` for a cluster. */
export function serverArguments(pgData: string, port: number, options: ServerOptions): string[] {
  const settings = {
    ...SETTINGS,
    ...(options.durable === false ? NOT_DURABLE : {}),
    ...options.settings,
    port: String(port),
  };
  return ['-D', pgData, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}
