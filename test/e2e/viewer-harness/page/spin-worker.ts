// A worker whose decoder never comes back.
self.addEventListener('message', () => {
  for (;;);
});
