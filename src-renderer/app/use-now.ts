import { useEffect, useState } from 'react';

/** The time, once a minute: for ages, days left and « à 10:42 ». */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
