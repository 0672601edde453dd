"""What the app does: use-cases on asyncio that know no Qt, no HTTP and no files."""
