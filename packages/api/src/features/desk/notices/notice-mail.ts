import type { NoticeKind } from './notice.entity.ts';
import { describeWindow } from './window.ts';

const KINDS: Record<NoticeKind, string> = {
  MAINTENANCE: 'Planned maintenance',
  OUTAGE: 'Outage',
  UPDATE: 'Service update',
  SECURITY: 'Security notice',
  REGULATORY: 'Regulatory notice',
};

/** What the words of the mail are made from. */
export interface PublishedNotice {
  reference: string;
  kind: NoticeKind;
  title: string;
  body: string;
  productName: string;
  startsAt: Date | null;
  endsAt: Date | null;
}

/** The notice as plain text mail in the name of a reseller. It says that it cannot be switched off. [N1] [S87] */
export function noticeMail(notice: PublishedNotice, resellerName: string): { subject: string; body: string } {
  const window = describeWindow(notice.startsAt, notice.endsAt);
  return {
    subject: `${KINDS[notice.kind]}: ${notice.title}`,
    body: [
      notice.title,
      `${KINDS[notice.kind]}, ${notice.productName}${window ? `\nWhen: ${window}` : ''}`,
      notice.body,
      `You receive this because you use or look after ${notice.productName}. Service notices like this one belong to the service and cannot be switched off.`,
      `${resellerName}\nReference: ${notice.reference}`,
    ].join('\n\n'),
  };
}
