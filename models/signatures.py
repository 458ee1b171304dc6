"""Whether a signature is genuine: Ed25519 as minisign uses it (models/rules/minisign.py)."""

from models.rules.minisign import PublicKey, SignedBy, hashed


def is_genuine(key: PublicKey, content: bytes, signed: SignedBy) -> bool:
    """Whether the key's owner signed this content and the comment that goes with it."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    signature = signed.signature
    try:
        public = Ed25519PublicKey.from_public_bytes(key.key)
        public.verify(signature.of_file, hashed(content))
        public.verify(signature.of_comment, signature.of_file + signed.comment.encode())
    except InvalidSignature:
        return False
    return key.key_id == signature.key_id
