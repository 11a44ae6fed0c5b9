import { LEVELS, type Level } from '@steward/shared';
import type { Config } from '../../../../kernel/config.ts';

declare module '../../../../kernel/services.ts' {
  interface Services {
    factors: Factors;
  }
}

/** What this installation asks for beside a password. */
export interface Factors {
  /** The levels whose members must have a second factor: staff and every administrator, unless that is relaxed. [S38] */
  compulsory: readonly Level[];
  /** Whether the password, given once more, stands in where a second factor is asked for anew and there is none. */
  passwordStandsIn: boolean;
}

export const factorsOf = (config: Config): Factors => ({
  compulsory: config.factors === 'compulsory' ? LEVELS.filter((level) => level !== 'END_USER') : [],
  passwordStandsIn: config.freshProof === 'password',
});
