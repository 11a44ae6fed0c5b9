/** The API's kinds of service notice, most frequent first. */
export const NOTICE_KINDS = ['MAINTENANCE', 'OUTAGE', 'UPDATE', 'SECURITY', 'REGULATORY'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
