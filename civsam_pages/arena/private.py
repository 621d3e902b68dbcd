"""Files that are not for everyone: a storage of their own, which no web server serves."""

from django.core.files.storage import Storage, storages


def private_storage() -> Storage:
    """The storage called ``private`` in the setting STORAGES.

    Raises:
        InvalidStorageError: the site has none. It must lie outside MEDIA_ROOT.
    """
    return storages["private"]
