//! Tokens: credentials in a JSON web signature, RFC 7515, as `application/vc+jwt` has them.

use super::key::Algorithm;
use super::{Issuers, Signature, Signed, base64, check};
use crate::bill::forms::json::Json;
use crate::bill::forms::limits::Limits;

/// Checks the signature of a token whose payload was read; the issuer is the one that its credential names.
pub(crate) fn check_token(token: &str, payload: &Json, issuer: &str, issuers: &Issuers) -> Signature {
    let unchecked = |why: &str| Signature::Unchecked(why.to_owned());
    let mut parts = token.rsplitn(2, '.');
    let (Some(signature), Some(message)) = (parts.next(), parts.next()) else {
        return Signature::Wrong("the token is cut off".to_owned());
    };
    let head = message.split('.').next().and_then(base64).and_then(|it| String::from_utf8(it).ok());
    let head = head.and_then(|it| Json::read("header", &it, &Limits::default()).ok());
    let (Some(head), Some(signature)) = (head, base64(signature)) else {
        return Signature::Wrong("its header or signature cannot be read".to_owned());
    };
    for iss in [payload.get("iss"), head.get("iss")].into_iter().flatten() {
        if iss.text() != Some(issuer) {
            let said = iss.text().unwrap_or("no text");
            return Signature::Wrong(format!("its token is of `{said}` and its credential of `{issuer}`"));
        }
    }
    if head.get("crit").is_some() {
        return unchecked("its header demands what is not known here (`crit`)");
    }
    let word = head.text_of("alg").unwrap_or_default();
    if word == "none" {
        return Signature::Absent;
    }
    let Some((_, algorithm)) = Algorithm::WORDS.iter().find(|it| it.0 == word) else {
        return unchecked(&format!("`{word}` is not EdDSA or ES256"));
    };
    let signed = Signed {
        issuer,
        key: head.text_of("kid"),
        algorithm: *algorithm,
        message: message.as_bytes(),
        signature: &signature,
    };
    check(&signed, issuers)
}
