/** What can be done with the mail of a mailbox that is passed on to colleagues, and what people call each. */
export const MAIL_PARTS = {
  forwardTo: 'Mail forwarded to',
  delegates: 'May be opened by',
  reply: 'Automatic reply',
} as const;
export type MailPart = keyof typeof MAIL_PARTS;

/**
 * How mail is to be passed on. What is left out nobody has asked for: it is left as it is at the other side. An empty text or list
 * says that there is to be none (any more).
 */
export interface PassedOn {
  /** The address to which mail is forwarded; a copy stays. */
  readonly forwardTo?: string;
  /** The addresses of those who may open the mailbox. */
  readonly delegates?: readonly string[];
  readonly reply?: string;
}

/** Of what is to be passed on that which there is to be: what is to be none is left out. */
export const passedOn = ({ forwardTo, delegates, reply }: PassedOn): PassedOn => ({
  ...(forwardTo && { forwardTo }),
  ...(delegates?.length && { delegates }),
  ...(reply && { reply }),
});
