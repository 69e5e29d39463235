//! Public keys, and what they are written as: JSON web keys, multikeys, and names that hold their own key.

use ed25519_dalek::VerifyingKey as Ed25519Key;
use p256::ecdsa::VerifyingKey as P256Key;
use p256::ecdsa::signature::Verifier as _;

use super::letters::{base64, multibase};
use crate::bill::forms::json::Json;
use crate::bill::forms::limits::Limits;

/// Bytes before a multikey of each kind.
const ED25519: [u8; 2] = [0xed, 0x01];
const P256: [u8; 2] = [0x80, 0x24];

/// How a text is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    /// Ed25519, RFC 8037.
    EdDsa,
    /// ECDSA on P-256 with SHA-256, RFC 7518.
    Es256,
}

impl Algorithm {
    /// Every algorithm that is checked, with its word.
    pub(super) const WORDS: [(&'static str, Self); 2] = [("EdDSA", Self::EdDsa), ("ES256", Self::Es256)];
    /// Its word.
    pub(super) fn word(self) -> &'static str {
        Self::WORDS.iter().find(|it| it.1 == self).expect("every algorithm has a word").0
    }
}

/// A public key.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Key {
    Ed25519(Box<Ed25519Key>),
    P256(Box<P256Key>),
}

impl Key {
    /// How it signs.
    pub(super) fn algorithm(&self) -> Algorithm {
        match self {
            Self::Ed25519(_) => Algorithm::EdDsa,
            Self::P256(_) => Algorithm::Es256,
        }
    }
    /// Whether it made a signature over a message.
    pub(super) fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Ed25519(key) => ed25519_dalek::Signature::from_slice(signature)
                .is_ok_and(|it| key.verify_strict(message, &it).is_ok()),
            Self::P256(key) => {
                p256::ecdsa::Signature::from_slice(signature).is_ok_and(|it| key.verify(message, &it).is_ok())
            }
        }
    }
    /// A JSON web key of a kind that is checked here.
    pub(super) fn of_jwk(jwk: &Json) -> Option<Self> {
        let part = |name: &str| jwk.text_of(name).and_then(base64);
        match (jwk.text_of("kty")?, jwk.text_of("crv")?) {
            ("OKP", "Ed25519") => Self::ed25519(&part("x")?),
            ("EC", "P-256") => {
                let (x, y) = (part("x")?, part("y")?);
                if (x.len(), y.len()) != (32, 32) {
                    return None;
                }
                Self::p256(&[&[4], &x[..], &y[..]].concat())
            }
            _ => None,
        }
    }
    /// A multikey, such as `z6Mk..`.
    pub(super) fn of_multikey(text: &str) -> Option<Self> {
        let bytes = multibase(text)?;
        let (kind, key) = bytes.split_at_checked(2)?;
        if kind == ED25519 {
            Self::ed25519(key)
        } else if kind == P256 && key.len() == 33 {
            Self::p256(key)
        } else {
            None
        }
    }
    /// The key that a name holds: `did:key:..` or `did:jwk:..`.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        if let Some(multikey) = name.strip_prefix("did:key:") {
            return Self::of_multikey(multikey);
        }
        let bytes = base64(name.strip_prefix("did:jwk:")?)?;
        let jwk = Json::read(name, &String::from_utf8(bytes).ok()?, &Limits::default()).ok()?;
        Self::of_jwk(&jwk)
    }
    /// The key of a name that holds it, with that name: `did:key:z6Mk..#z6Mk..`.
    pub(super) fn of_method(method: &str) -> Option<(&str, Self)> {
        let owner = method.split('#').next().unwrap_or(method);
        Some((owner, Self::of_name(owner)?))
    }
    fn ed25519(bytes: &[u8]) -> Option<Self> {
        let key = Ed25519Key::from_bytes(bytes.try_into().ok()?).ok()?;
        Some(Self::Ed25519(Box::new(key)))
    }
    fn p256(point: &[u8]) -> Option<Self> {
        Some(Self::P256(Box::new(P256Key::from_sec1_bytes(point).ok()?)))
    }
}
