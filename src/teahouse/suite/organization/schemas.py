"""Staff and brands over HTTP."""

from msgspec import Struct


class SetUpIn(Struct):
    brand_name: str
    name: str
    email: str
    password: str


class SignInIn(Struct):
    email: str
    password: str


class LinkIn(Struct):
    token: str


class BrandIn(Struct):
    name: str


class InviteIn(Struct):
    email: str
    name: str
    role: str


class AcceptIn(Struct):
    name: str
    password: str


class RoleIn(Struct):
    role: str


class SetUpOut(Struct):
    needed: bool


class StaffOut(Struct):
    id: str
    name: str
    email: str


class BrandOut(Struct):
    id: str
    name: str
    role: str


class SessionOut(Struct):
    """Who is signed in, where they work, and the token for unsafe requests."""

    staff: StaffOut
    brands: list[BrandOut]
    csrf: str


class MemberOut(Struct):
    """`id` is the staff's, or the invitation's while `status` is invited."""

    id: str
    name: str
    email: str
    role: str
    status: str
    invite_url: str | None = None


class MembersOut(Struct):
    items: list[MemberOut]


class InvitationOut(Struct):
    brand_name: str
    email: str
    name: str
    role: str


class AuditOut(Struct):
    id: str
    at: int
    staff_name: str
    action: str
    target: str
    detail: str


class AuditPage(Struct):
    items: list[AuditOut]
    next: str | None
