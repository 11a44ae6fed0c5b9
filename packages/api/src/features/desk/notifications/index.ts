/** Mail: queued with what caused it, sent by the worker, or kept in the outbox. */
export { Mail, MailState } from './mail.entity.ts';
export { type Mailer, outbox, PASSWORD_RESET, smtpMailer } from './mailer.ts';
export { queueMail } from './queue-mail.ts';
export { type Letter, queueMails } from './queue-mails.ts';
