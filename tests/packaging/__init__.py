"""What people install: how it is put together (quick), what was built and how it behaves (`make package`)."""
