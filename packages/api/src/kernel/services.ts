import type { AccessLedger } from './access-ledger.ts';
import type { ArchiveSignature } from './archive.ts';
import type { SecurityEvents } from './security-events.ts';

/** What features need beyond the database; each declares its own key by declaration merging. */
export interface Services {
  /** Address under which people reach the console, without a slash at the end. */
  publicUrl: string;
  accessLedger: AccessLedger;
  /** Signs archives that are handed out. */
  archives: ArchiveSignature;
  /** Told of whatever is refused. */
  security: SecurityEvents;
}
