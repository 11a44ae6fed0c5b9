import { type Config, secretsOf } from './config.ts';
import { Keyring } from './keyring.ts';
import { sealsOf } from './keys.ts';
import type { Log } from './log.ts';
import { Transit } from './transit.ts';
import { secretWrapper, Wrapping } from './wrapping.ts';

/** The keyring of an installation: a key service wraps its data keys if one is configured, else its secret; both open them. */
export function keyringOf(config: Config, log: Log): Keyring {
  const seals = sealsOf(secretsOf(config));
  const { keyService, formerKeyService } = config;
  const secret = secretWrapper(seals);
  const former = formerKeyService ? [new Transit(formerKeyService, log)] : [];
  const wrapping = keyService
    ? new Wrapping(new Transit(keyService, log), secret, ...former)
    : new Wrapping(secret, ...former);
  return new Keyring(seals, wrapping);
}
