import type { Config } from '../../../kernel/config.ts';
import { hmrcRegister } from './hmrc-register.ts';
import { viesRegister } from './vies-register.ts';

declare module '../../../kernel/services.ts' {
  interface Services {
    /** Those that the operator has set up. */
    vatRegisters: VatRegisters;
  }
}

/** What a register said of a number. */
export interface RegisterAnswer {
  answer: 'REGISTERED' | 'NOT_REGISTERED';
  /** Whose it is; not every country says. */
  name: string | null;
  address: string | null;
  /** Proof that it was asked, for whoever sells. */
  consultationNumber: string | null;
}

/** Asks whether a number is registered; throws `NotAnswered` where the register does not say. */
export type VatRegisterClient = (number: string, requesterNumber: string | null) => Promise<RegisterAnswer>;

export interface VatRegisters {
  HMRC?: VatRegisterClient;
  VIES?: VatRegisterClient;
}

/** The registers at the addresses of the configuration. */
export const vatRegisters = ({ hmrcUrl, viesUrl }: Config): VatRegisters => ({
  ...(hmrcUrl ? { HMRC: hmrcRegister(hmrcUrl) } : {}),
  ...(viesUrl ? { VIES: viesRegister(viesUrl) } : {}),
});
