/** Mail of mailboxes that is passed on to colleagues. */
export { mailWanted } from './mail-wanted.ts';
export { passMailOn } from './pass-mail-on.ts';
export { MailRecipient, PassedMail } from './passed-mail.entity.ts';
