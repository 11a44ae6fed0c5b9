import { id } from '@steward/shared';
import { loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { JoinerTemplate } from './joiner-template.entity.ts';

/** Removes a template; nobody who joined by it loses anything. */
export const removeJoinerTemplate = verb({
  name: 'removeJoinerTemplate',
  permission: 'END_USER_WRITE',
  input: input('RemoveJoinerTemplateInput', { id: id() }),
  async run(scope, { id: templateId }) {
    const { resellerId, companyId, name } = await loadLocked(scope, JoinerTemplate, templateId);
    await scope.sql('delete from joiner_template where id = $1', [templateId]);
    return {
      result: templateId,
      subject: { type: 'JoinerTemplate', id: templateId, resellerId, companyId, reference: name },
    };
  },
});
