import { uploadRoute } from '../../../kernel/upload-route.ts';
import { perform } from '../../../kernel/verb.ts';
import { takeInCalls } from './take-in-calls.ts';

/** `POST /call-records?sourceId=&fileName=` takes a file as it comes and answers with the id of the import. [B1] */
export const callRecordsRoute = uploadRoute<{ sourceId: string; fileName?: string }>({
  url: '/call-records',
  permission: takeInCalls.permission,
  take: (setting, { sourceId, fileName = '' }, content) =>
    perform(setting, takeInCalls, { sourceId, fileName, content }),
});
