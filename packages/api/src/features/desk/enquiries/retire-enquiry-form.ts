import { id } from '@steward/shared';
import { loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { EnquiryForm } from './enquiry-form.entity.ts';

/** Takes no enquiries by a form any more; those that came stay. */
export const retireEnquiryForm = verb({
  name: 'retireEnquiryForm',
  permission: 'ENQUIRY_FORM_EDIT',
  input: input('RetireEnquiryFormInput', { id: id() }),
  async run(scope, { id: formId }) {
    const form = await loadLocked(scope, EnquiryForm, formId);
    if (form.retiredAt) return { result: formId, subject: null };
    form.retiredAt = scope.now;
    const { resellerId } = form;
    return {
      result: formId,
      subject: { type: 'EnquiryForm', id: formId, resellerId, changed: ['retiredAt'] },
    };
  },
});
