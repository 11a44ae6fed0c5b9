import { walkThrough } from './walk.ts';

walkThrough('END_USER', 'user@globex.example');
