import { useState } from 'react';
import { useSession } from '../../../../data/session.ts';
import { type ApiError, asApiError } from '../../../../lib/errors.ts';
import { refusal } from './refusal.ts';

interface Upload {
  upload: (file: File, companyId: string) => Promise<void>;
  /** The name of the file that is on its way. */
  busyWith: string | undefined;
  problem: { fileName: string; message: string } | undefined;
}

/**
 * Sends a file of end users to be read and checked.
 *
 * @param onRead gets the id of the preview that the API keeps
 */
export function useUpload(onRead: (importId: string) => void): Upload {
  const { fetchFile } = useSession();
  const [busyWith, setBusyWith] = useState<string>();
  const [problem, setProblem] = useState<Upload['problem']>();

  const upload = async (file: File, companyId: string) => {
    const early = refusal(file);
    setProblem(early ? { fileName: file.name, message: early } : undefined);
    if (early) return;
    setBusyWith(file.name);
    try {
      const query = new URLSearchParams({ companyId, fileName: file.name.slice(-200) });
      const response = await fetchFile(`/imports/end-users?${query}`, {
        method: 'POST',
        headers: { 'content-type': 'text/csv' },
        body: file,
      });
      const { id } = (await response.json()) as { id: string };
      onRead(id);
    } catch (thrown) {
      setProblem({ fileName: file.name, message: inWords(asApiError(thrown)) });
    } finally {
      setBusyWith(undefined);
    }
  };
  return { upload, busyWith, problem };
}

/** What is wrong with the file says more than that something is. */
function inWords({ fields, message }: ApiError): string {
  return fields.length ? fields.map((field) => field.message).join(' ') : message;
}
