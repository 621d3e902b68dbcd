"""The engine of large installations: Elasticsearch, with the embedded engine as its reserve."""

from .engine import ElasticEngine

__all__ = ["ElasticEngine"]
