"""Drafts of specs from documents that others published: OpenAPI, Postman, AsyncAPI, FIX dictionaries, recordings.

A reader of each format makes the neutral model of `model`; `draft` turns that into entries of a spec; `writing` and
`merging` put them into files. A document is untrusted: it is read with bounds, nothing of it runs, its references stay
inside of it, and its names reach a spec only where they make names of the language.
"""
