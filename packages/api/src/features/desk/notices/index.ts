/** Service notices to everyone who holds a service; nobody can switch them off. */
export { Notice, NoticeKind, NoticeRecipient } from './notice.entity.ts';
export { publishNotice } from './publish-notice.ts';
