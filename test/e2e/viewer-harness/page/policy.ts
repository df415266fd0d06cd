import { z } from 'zod';

// zod tries `new Function` once to see whether it may compile; the policy forbids it, and the test counts what the policy forbids.
z.config({ jitless: true });
