import { id } from '@steward/shared';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { EnquiryForm } from './enquiry-form.entity.ts';
import { assertColleague, formShape } from './form-input.ts';

/** Changes which sites may show a form, what it links to and whose its enquiries are. [S4] */
export const updateEnquiryForm = verb({
  name: 'updateEnquiryForm',
  permission: 'ENQUIRY_FORM_EDIT',
  input: edit(
    'UpdateEnquiryFormInput',
    { id: id() },
    {
      name: formShape.name.optional(),
      sites: formShape.sites.optional(),
      privacyUrl: formShape.privacyUrl.optional(),
      ownerId: id().nullish(),
    },
  ),
  async run(scope, { id: formId, known, ...given }) {
    const form = await loadLocked(scope, EnquiryForm, formId);
    if (form.retiredAt) throw conflict('It takes no enquiries any more.', 'id');
    await assertColleague(scope, given.ownerId ?? null);
    const { resellerId } = form;
    const changed = assign(form, given, known);
    return {
      result: formId,
      subject: changed ? { type: 'EnquiryForm', id: formId, resellerId, changed } : null,
    };
  },
});
