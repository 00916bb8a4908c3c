"""Working together (五位一体、各司其职): referrals to other bodies, talks of several parties."""
