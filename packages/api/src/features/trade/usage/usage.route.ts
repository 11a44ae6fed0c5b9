import { uploadRoute } from '../../../kernel/upload-route.ts';
import { perform } from '../../../kernel/verb.ts';
import { takeInUsage } from './take-in-usage.ts';

/** `POST /usage-records?fileName=` takes a file as it comes and answers with the id of the import. [B1] */
export const usageRoute = uploadRoute<{ fileName?: string }>({
  url: '/usage-records',
  permission: takeInUsage.permission,
  take: (setting, { fileName = '' }, content) => perform(setting, takeInUsage, { fileName, content }),
});
