import { z } from 'zod';

// zod tries `new Function` once, to see whether it may compile its schemas; the window's policy forbids that and counts the attempt.
z.config({ jitless: true });
