/** Mail: queued with what caused it, sent by the worker, or kept in the outbox. */
export { attachmentSource, type MailAttachment } from './attachments.ts';
export { lastLetter } from './last-letter.ts';
export { Mail, MailState } from './mail.entity.ts';
export { type Mailer, outbox, PASSWORD_RESET, smtpMailer, Undeliverable } from './mailer.ts';
export { endOf, noteText } from './note-text.ts';
export { queueMail } from './queue-mail.ts';
export { type Letter, queueMails } from './queue-mails.ts';
export type { Texter } from './texter.ts';
export { writeMails } from './write-mails.ts';
