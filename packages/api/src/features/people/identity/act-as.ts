import { perform, type Setting } from '../../../kernel/verb.ts';
import { signIn } from './sign-in.ts';

/** The setting of somebody of the demonstration, signed in with the password that is everyone's there. */
export async function actAs(
  { setting, password }: { setting: Setting; password: string },
  email: string,
): Promise<Setting> {
  const session = await perform({ ...setting, credentials: { kind: 'anonymous' } }, signIn, {
    email,
    password,
    address: '127.0.0.1',
    userAgent: '',
  });
  if (!session) throw new Error('The demonstration cannot sign in.');
  const { refreshToken: _token, device: _device, expiresAt: _until, ...subject } = session;
  return { ...setting, credentials: { kind: 'session', ...subject } };
}
