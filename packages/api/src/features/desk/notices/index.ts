/** Service notices to everyone who holds a service; nobody can switch them off. */
export { AUDIENCE } from './audience.ts';
export { Notice, NoticeKind, NoticeRecipient } from './notice.entity.ts';
export { publishNotice } from './publish-notice.ts';
export { oncePerAddress } from './recipients.ts';
export { describeWindow } from './window.ts';
