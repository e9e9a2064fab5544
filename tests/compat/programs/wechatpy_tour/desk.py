"""Service staff and their sessions."""

from content import file


def desk(client, openid, files, *, kf_account, new_account, now):
    staff = client.customservice
    yield "added", staff.add_account(new_account, "新客服", "password")
    yield "updated", staff.update_account(new_account, "老客服", "password")
    yield "pictured", staff.upload_headimg(new_account, file(files, "jpg"))
    yield "accounts", staff.get_accounts()
    yield "deleted", staff.delete_account(new_account)
    yield "online", staff.get_online_accounts()
    yield "created", staff.create_session(openid, kf_account, "贵客")
    yield "session", staff.get_session(openid)
    yield "sessions", staff.get_session_list(kf_account)
    yield "waiting", staff.get_wait_case()
    yield "as_agent", client.message.send_text(openid, "您好", account=kf_account)
    yield "closed", staff.close_session(openid, kf_account)
    yield "records", staff.get_records(now - 5, now + 60)
